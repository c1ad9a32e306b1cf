/**
 * What came of a command, as the one who asked is told, and as it is kept under the command's key.
 */
@NullMarked
package org.samling.core.circulation.outcome;

import org.jspecify.annotations.NullMarked;
