/** Files of records that staff load: what became of them, and undoing it. */
@NullMarked
package org.samling.console.imports;

import org.jspecify.annotations.NullMarked;
