/** Texts in records: characters that need care, names, numbers, filing of titles. */
@NullMarked
package org.samling.marc.text;

import org.jspecify.annotations.NullMarked;
