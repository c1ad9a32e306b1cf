/** Policy rules, and hypothetical loans to try them on. */
@NullMarked
package org.samling.operations.policies;

import org.jspecify.annotations.NullMarked;
