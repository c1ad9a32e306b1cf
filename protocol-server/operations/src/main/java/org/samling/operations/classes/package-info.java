/** Classes and other groups that borrow, and their new school year (docs/class-sets.md). */
@NullMarked
package org.samling.operations.classes;

import org.jspecify.annotations.NullMarked;
