/** The history of the configuration: what was changed and by whom, and rolling back. */
@NullMarked
package org.samling.console.versions;

import org.jspecify.annotations.NullMarked;
