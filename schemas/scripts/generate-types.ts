import { writeFileSync } from "node:fs";
import { typesPath, renderTypes } from "./render-types.ts";

writeFileSync(typesPath, await renderTypes());
