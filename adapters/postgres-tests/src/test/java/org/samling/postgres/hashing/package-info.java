@NullMarked
package org.samling.postgres.hashing;

import org.jspecify.annotations.NullMarked;
