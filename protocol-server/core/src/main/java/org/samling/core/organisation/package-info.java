/**
 * Who the library is: tenants, their agencies and branches with opening hours, the categories and
 * rules that they lend by, and the accounts of the machines that speak to it.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.organisation;

import org.jspecify.annotations.NullMarked;
