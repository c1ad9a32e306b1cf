/** Interlibrary loan: requests, their messages, and the steps of staff. */
@NullMarked
package org.samling.console.ill;

import org.jspecify.annotations.NullMarked;
