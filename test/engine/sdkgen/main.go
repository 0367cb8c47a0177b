// sdkgen writes the SDK of a package schema (standard input) into a folder. `pulumi package gen-sdk` asks a language
// host for that, and Pulumi's hosts cannot be had as Go modules; the generators that they call can.
//
//	sdkgen python|go|nodejs FOLDER ADDRESS-OF-THE-ENGINE'S-SCHEMA-LOADER
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if err := generate(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(language, folder, loaderAddress string) error {
	var spec schema.PackageSpec
	if err := json.NewDecoder(os.Stdin).Decode(&spec); err != nil {
		return fmt.Errorf("the schema is no JSON: %w", err)
	}
	loader, err := schema.NewLoaderClient(loaderAddress)
	if err != nil {
		return err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		return diagnostics
	}
	files, err := filesOf(language, pkg, loader)
	if err != nil {
		return err
	}
	for name, contents := range files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(file, contents, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func filesOf(language string, pkg *schema.Package, loader schema.ReferenceLoader) (map[string][]byte, error) {
	const tool = "pulumi-language-host"
	switch language {
	case "python":
		return python.GeneratePackage(tool, pkg, nil, loader)
	case "go":
		return golang.GeneratePackage(tool, pkg, nil)
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, loader)
	default:
		return nil, fmt.Errorf("no generator for %q: there are python, go and nodejs", language)
	}
}
