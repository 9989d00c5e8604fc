import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "./style.css";

import { render } from "preact";

import { followLinks } from "./address.ts";
import { App } from "./app.tsx";
import { applyTheme } from "./theme.ts";

applyTheme();
followLinks();
render(<App />, document.getElementById("explorer")!);
