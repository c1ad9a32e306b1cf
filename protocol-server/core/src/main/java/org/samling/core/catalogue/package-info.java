/**
 * The catalogue: bibliographic records as the library stores them, whatever format they came in,
 * and the ports that read them from files and store them.
 *
 * <p>Records are described in MARC 21's structure (leader, control fields, data fields), the common
 * ground of the formats that libraries exchange. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.catalogue;

import org.jspecify.annotations.NullMarked;
