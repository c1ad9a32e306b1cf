/**
 * Imports of bibliographic records, each a batch that is known while it goes on and afterwards: how
 * far it came, what it did, and what it replaced. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.imports;

import org.jspecify.annotations.NullMarked;
