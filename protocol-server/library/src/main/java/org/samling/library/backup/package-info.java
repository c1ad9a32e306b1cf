/**
 * Backs a whole library up into one file, and restores it: database, uploads that wait, and keys
 * where that is wanted.
 */
@NullMarked
package org.samling.library.backup;

import org.jspecify.annotations.NullMarked;
