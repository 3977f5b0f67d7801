/**
 * The framework takes the first word for the command, so `hotline --lang en status` needs its flags moved behind it.
 * Flags that show help or the version stay in front.
 */
export function commandFirst(argv: readonly string[]): string[] {
  const moved: string[] = [];
  let at = 0;
  for (; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (word === "--lang") moved.push(word, argv[++at] ?? "");
    else if (word === "--json" || word.startsWith("--lang=")) moved.push(word);
    else break;
  }
  const rest = argv.slice(at);
  const end = rest.indexOf("--");
  return end === -1 ? [...rest, ...moved] : [...rest.slice(0, end), ...moved, ...rest.slice(end)];
}
