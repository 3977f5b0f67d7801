/** Signs people write between digits, and brackets around them. */
const BETWEEN = /[\s\-–—.()[\]]/g;
/** As the server takes it. */
const DIALLABLE = /^\+?[0-9*#]{1,20}$/;

/** What was typed or pasted, as it is dialled: half width, nothing between the digits. */
export function dialledNumber(text: string): string {
  return text.normalize("NFKC").replace(/^tel:/i, "").replaceAll(BETWEEN, "");
}

export function isDiallable(number: string): boolean {
  return DIALLABLE.test(number);
}
