/** Tables whose columns several statements have in common, declared once. */
@NullMarked
package org.samling.postgres.tables;

import org.jspecify.annotations.NullMarked;
