/** Changes: what was changed of the configuration, by whom, and putting back what was. */
@NullMarked
package org.samling.console.versions;

import org.jspecify.annotations.NullMarked;
