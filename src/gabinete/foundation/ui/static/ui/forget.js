// The page to sign in: nobody is signed in, and nothing that somebody kept stays on this machine.

import { forget } from "./kept.js";

forget();
