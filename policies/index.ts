import { createPack } from "./createPack.js";

createPack();
