/** The agencies of a tenant, and their branches. */
@NullMarked
package org.samling.operations.agencies;

import org.jspecify.annotations.NullMarked;
