/** What staff work through: loans and items to follow up, and what waits at a branch today. */
@NullMarked
package org.samling.operations.worklists;

import org.jspecify.annotations.NullMarked;
