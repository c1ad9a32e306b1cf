/** Patrons, their blocks and PINs, and what they have on loan, on hold and to pay. */
@NullMarked
package org.samling.operations.patrons;

import org.jspecify.annotations.NullMarked;
