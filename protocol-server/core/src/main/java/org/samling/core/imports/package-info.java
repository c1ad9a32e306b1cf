/**
 * Imports of bibliographic records. Each is a batch with its progress, its outcome, and what it
 * replaced. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.imports;

import org.jspecify.annotations.NullMarked;
