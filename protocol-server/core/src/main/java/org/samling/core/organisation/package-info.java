/**
 * The structure of the library: tenants, their agencies and branches with opening hours, categories
 * of items and patrons, and the accounts of machines.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.organisation;

import org.jspecify.annotations.NullMarked;
