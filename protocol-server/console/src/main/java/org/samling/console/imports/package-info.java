/** Imports of record files by staff: upload, results and undo. */
@NullMarked
package org.samling.console.imports;

import org.jspecify.annotations.NullMarked;
