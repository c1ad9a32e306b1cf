/**
 * Staff who use the console: members, roles with their permissions, and recorded acts.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.staff;

import org.jspecify.annotations.NullMarked;
