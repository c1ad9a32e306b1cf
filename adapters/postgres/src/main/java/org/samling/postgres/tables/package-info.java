/** Tables whose columns are shared by several statements, declared once. */
@NullMarked
package org.samling.postgres.tables;

import org.jspecify.annotations.NullMarked;
