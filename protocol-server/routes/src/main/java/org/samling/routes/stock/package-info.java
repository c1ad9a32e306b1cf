/** Closes inventories of shelves. Imports the core only. */
@NullMarked
package org.samling.routes.stock;

import org.jspecify.annotations.NullMarked;
