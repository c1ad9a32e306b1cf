/** The fields of the index and their contents, and how words are folded. */
@NullMarked
package org.samling.search.fields;

import org.jspecify.annotations.NullMarked;
