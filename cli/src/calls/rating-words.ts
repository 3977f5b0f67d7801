import type { CallItem } from "../api/views.ts";
import { say } from "../language.ts";

type Rating = NonNullable<CallItem["rating"]>;

/** 满意 (1/3), asked and not answered, or being asked; a dash where nobody was asked. */
export function ratingWords(rating: Rating | undefined): string {
  if (rating === undefined) return "–";
  if (rating.level !== undefined) return `${rating.label ?? ""} (${rating.level}/${rating.levels})`.trim();
  return rating.state === "asked" ? say({ zh: "评价中", en: "being asked" }) : say({ zh: "未评价", en: "no rating" });
}
