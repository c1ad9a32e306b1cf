/** Staff: who may sign in to the console (docs/console.md). */
@NullMarked
package org.samling.operations.staff;

import org.jspecify.annotations.NullMarked;
