/** The parts of an address these need; the router hands out a read-only one. */
interface Address {
  readonly pathname: string;
  readonly search: string;
  readonly origin: string;
  readonly searchParams: Pick<URLSearchParams, "get">;
}

/** The sign-in address that leads back to a page of ours afterwards. */
export function signInAddress(from: Address): string {
  const back = from.pathname + from.search;
  return back === "/" || from.pathname === "/sign-in" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`;
}

/** Where to go after sign-in. Anything but a path of this site would let a link send people elsewhere. */
export function nextPage(signIn: Address): string {
  const next = signIn.searchParams.get("next");
  if (next === null || !next.startsWith("/")) return "/";
  const target = new URL(next, signIn.origin);
  return target.origin === signIn.origin && target.pathname !== "/sign-in" ? target.pathname + target.search : "/";
}
