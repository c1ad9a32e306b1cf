@NullMarked
package org.samling.postgres.backup;

import org.jspecify.annotations.NullMarked;
