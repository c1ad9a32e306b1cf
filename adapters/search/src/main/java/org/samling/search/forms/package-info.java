/**
 * Other forms of words: spellings, inflections, compounds and other scripts. Knows the words of an
 * index by {@link org.samling.search.forms.Dictionary} only.
 */
@NullMarked
package org.samling.search.forms;

import org.jspecify.annotations.NullMarked;
