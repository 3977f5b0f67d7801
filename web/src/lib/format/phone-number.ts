/** A number grouped as people in China say it: 138 0013 8000, 010 8888 8888, 400 810 8888. What fits no plan stays as it came. */
export function groupPhoneNumber(number: string): string {
  const compact = number.replace(/[\s-]/g, "");
  const country = /^(\+86|0086)(\d{5,})$/.exec(compact);
  if (country) return `+86 ${groupPhoneNumber(country[2] ?? "")}`;
  for (const [plan, ...sizes] of plans) if (plan.test(compact)) return cut(compact, sizes);
  return number;
}

const plans: readonly (readonly [RegExp, ...number[]])[] = [
  [/^1[3-9]\d{9}$/, 3, 4, 4], // mobile
  [/^01[3-9]\d{9}$/, 4, 4, 4], // mobile dialled with a trunk 0
  [/^0(10|2\d)\d{8}$/, 3, 4, 4], // two-digit area
  [/^0[3-9]\d{2}\d{8}$/, 4, 4, 4], // three-digit area, eight digits
  [/^0[3-9]\d{2}\d{7}$/, 4, 3, 4], // three-digit area, seven digits
  [/^[48]00\d{7}$/, 3, 3, 4], // freephone
  [/^[2-8]\d{7}$/, 4, 4], // local, eight digits
  [/^[2-8]\d{6}$/, 3, 4], // local, seven digits
];

function cut(digits: string, sizes: readonly number[]): string {
  let at = 0;
  return sizes.map((size) => digits.slice(at, (at += size))).join(" ");
}
