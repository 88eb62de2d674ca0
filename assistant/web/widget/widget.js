// The address that pages embed: <script type="module" src="https://HOST/widget.js">.
// Every module is named here, so that a browser fetches all of them at once and not one layer after the other.
import "./widget/answer.js";
import "./widget/cards.js";
import "./widget/chat.js";
import "./widget/citations.js";
import "./widget/client.js";
import "./widget/composer.js";
import "./widget/dom.js";
import "./widget/feedback.js";
import "./widget/frame.js";
import "./widget/history.js";
import "./widget/icons.js";
import "./widget/launcher.js";
import "./widget/sse.js";
import "./widget/styles-answer.js";
import "./widget/styles-base.js";
import "./widget/styles-frame.js";
import "./widget/styles.js";
import "./widget/turn.js";
import "./widget/words.js";
import { Assistant } from "./widget/element.js";

if (!customElements.get("euclusters-assistant")) customElements.define("euclusters-assistant", Assistant);
