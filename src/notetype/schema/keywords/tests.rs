use super::*;

#[test]
fn a_misspelt_keyword_is_known() {
    for (word, keyword) in [
        ("requried", "required"),
        ("require", "required"),
        ("addtionalProperties", "additionalProperties"),
        ("addtionalPropertis", "additionalProperties"),
        ("additional-properties", "additionalProperties"),
        ("min_items", "minItems"),
        ("minItem", "minItems"),
        ("MinLenght", "minLength"),
        ("patern", "pattern"),
        ("propertes", "properties"),
        ("item", "items"),
        ("tpye", "type"),
        ("types", "type"),
        ("enums", "enum"),
        ("anyof", "anyOf"),
        ("ref", "$ref"),
        ("descripton", "description"),
        ("x_note", "x-note"),
        ("x-notes", "x-note"),
    ] {
        assert_eq!(misspelt(word), Some(keyword), "{word}");
    }
}

#[test]
fn a_keyword_of_another_tool_is_not_taken_for_a_misspelt_one() {
    let words = "errorMessage enumDescriptions markdownDescription markdownEnumDescriptions tsType tsEnumNames \
            tsImport example nullable discriminator xml externalDocs schema schemas defaultSnippets \
            deprecationMessage markdownDeprecationMessage doNotSuggest suggestSortText patternErrorMessage \
            allowComments allowTrailingCommas propertyOrder enumNames enumItemLabels enumSortTexts scope order tags \
            ignoreSync editPresentation options watch headerTemplate links media collectionFormat allowEmptyValue \
            divisibleBy disallow extends typeof instanceof transform regexp range exclusiveRange \
            uniqueItemProperties select selectCases selectDefault formatMinimum formatMaximum \
            formatExclusiveMinimum patternRequired deepProperties deepRequired prohibited allRequired anyRequired \
            oneRequired dynamicDefaults switch $data $merge $patch $async $meta $$target readonly comment \
            javaType javaName existingJavaType goType customTimePattern note notes value values label labels help \
            hint name names group category unit units since version optional translate when min max length \
            text time form list path uri intersection ui:widget ui:options meta:enum faker chance \
            enumTitles unevaluated base url icon color hidden visible secret sensitive widget placeholder";
    for word in words.split_whitespace() {
        assert_eq!(misspelt(word), None, "{word}");
        assert!(!is_keyword(word), "{word}");
    }
}
