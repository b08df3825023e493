// Asks for a new code in the place of one whose time is up. Without scripts there is the button.
"use strict";
document.getElementById("renew").submit();
