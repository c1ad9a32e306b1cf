/** What staff did. */
@NullMarked
package org.samling.console.acts;

import org.jspecify.annotations.NullMarked;
