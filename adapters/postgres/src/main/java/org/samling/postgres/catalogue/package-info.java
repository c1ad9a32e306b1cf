/** Records: put, imported, linked, fed to the index and to those who harvest. */
@NullMarked
package org.samling.postgres.catalogue;

import org.jspecify.annotations.NullMarked;
