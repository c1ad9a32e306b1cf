/** The schema by subject, its upgrades, and the roles that own and use it. */
@NullMarked
package org.samling.postgres.schema;

import org.jspecify.annotations.NullMarked;
