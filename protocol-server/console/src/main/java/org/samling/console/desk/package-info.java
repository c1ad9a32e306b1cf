/** The desk: one field for everything that is scanned, and the branch where staff work. */
@NullMarked
package org.samling.console.desk;

import org.jspecify.annotations.NullMarked;
