/** Texts in records: signs that need care, names, numbers, how a title is filed. */
@NullMarked
package org.samling.marc.text;

import org.jspecify.annotations.NullMarked;
