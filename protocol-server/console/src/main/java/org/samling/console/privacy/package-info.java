/** Privacy: what is known of a person, that it goes, and who looked at it. */
@NullMarked
package org.samling.console.privacy;

import org.jspecify.annotations.NullMarked;
