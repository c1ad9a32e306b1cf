@NullMarked
package org.samling.postgres.rows;

import org.jspecify.annotations.NullMarked;
