/** What is in which field of the index, and how words are folded. */
@NullMarked
package org.samling.search.fields;

import org.jspecify.annotations.NullMarked;
