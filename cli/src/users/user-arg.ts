import { Args } from "@oclif/core";
import { say } from "../language.ts";

export const userArg = Args.string({
  name: "user",
  required: true,
  description: say({ zh: "账号，见 users list", en: "the user, see users list" }),
});
