/**
 * What is known of persons: for how long, who looked, what one of them is given, and what goes.
 *
 * <p>Imports nothing but the core.
 */
@NullMarked
package org.samling.core.privacy;

import org.jspecify.annotations.NullMarked;
