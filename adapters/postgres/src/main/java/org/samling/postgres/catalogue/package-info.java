/** Records: stored, imported, linked, fed to the index and to harvesters. */
@NullMarked
package org.samling.postgres.catalogue;

import org.jspecify.annotations.NullMarked;
