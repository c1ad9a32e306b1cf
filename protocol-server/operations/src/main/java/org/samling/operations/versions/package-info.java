/** The changes to the configuration, and their roll-back. */
@NullMarked
package org.samling.operations.versions;

import org.jspecify.annotations.NullMarked;
