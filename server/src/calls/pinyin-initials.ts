/**
 * The first Hanzi of each initial as ICU's pinyin order has them; no syllable begins with i, u or v. Between two of them every
 * Hanzi has the initial of the former.
 */
const firstOfInitial = [..."阿八嚓哒妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀"];
const initials = [..."abcdefghjklmnopqrstwxyz"];
const pinyinOrder = new Intl.Collator("zh-Hans-u-co-pinyin");
const hanzi = /\p{Script=Han}/u;

/**
 * What people type who look for 张伟 as zw. A Hanzi of several readings has its commonest; letters and digits stay, the rest
 * goes.
 */
export function pinyinInitials(text: string): string {
  return [...text.toLowerCase()].map(initialOf).join("");
}

function initialOf(letter: string): string {
  if (!hanzi.test(letter)) return /[a-z0-9]/.test(letter) ? letter : "";
  const index = firstOfInitial.findLastIndex((first) => pinyinOrder.compare(first, letter) <= 0);
  return initials[index] ?? "";
}
