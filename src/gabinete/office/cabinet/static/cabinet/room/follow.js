// A screen that only looks on: the wall and the members' tablets.

import "./clockwork.js";
import { start } from "./pulse.js";

start();
