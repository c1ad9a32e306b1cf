/**
 * Backs up a whole library to one file, and restores it: the database, pending uploads and,
 * optionally, the keys.
 */
@NullMarked
package org.samling.library.backup;

import org.jspecify.annotations.NullMarked;
