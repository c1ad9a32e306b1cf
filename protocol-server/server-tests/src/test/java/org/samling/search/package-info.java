/** What tests of the server take of the index's inner limits. */
@NullMarked
package org.samling.search;

import org.jspecify.annotations.NullMarked;
