// The technical secretary's screen, put together.

import "./clockwork.js";
import { start } from "./pulse.js";
import { send } from "./queue.js";
import "./texts.js";
import "./view.js";
import "./ballots.js";
import "./forms.js";
import "./status.js";
import "./capture.js";
import "./keys.js";
import "./kept.js";

start();
send();
